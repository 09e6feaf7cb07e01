//! WordPress exports (WXR) as a site and its articles.
