//! JSON Schema of the bundle's files, made from the types themselves.

use schemars::Schema;

use crate::article::Article;
use crate::bundle::{AuthorIndex, Chunk, FoundCards, Listing};
use crate::site::Site;

/// The schema of each kind of file, by the name it is written under.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("site.schema.json", schemars::schema_for!(Site)),
        ("article.schema.json", schemars::schema_for!(Article)),
        ("listing.schema.json", schemars::schema_for!(Listing)),
        ("chunk.schema.json", schemars::schema_for!(Chunk)),
        ("found-cards.schema.json", schemars::schema_for!(FoundCards)),
        ("authors.schema.json", schemars::schema_for!(AuthorIndex)),
    ]
}
