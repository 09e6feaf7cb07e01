//! The headers under which the portal works, and which keep everything else out.

/// What every answer carries beside the policy: types are as they are said to be, other sites learn no more than
/// where a reader comes from, nothing asks for devices, and windows of other sites keep out.
pub const SECURITY_HEADERS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
];

/// How long what a name stands for may be kept that changes with its bytes.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// How everything else may be kept: asked about each time, which costs a header where nothing has changed.
pub const REVALIDATE: &str = "no-cache";
