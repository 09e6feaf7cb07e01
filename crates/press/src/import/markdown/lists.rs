//! The lists that generators make, whose old addresses lead to those of the portal.

use content::site::Site;

use super::links::Library;

/// Tells where lists of sections and tags are now.
pub(super) fn add(library: &mut Library, site: &Site) {
    for section in &site.sections {
        library.add_address(section.slug.as_ref(), &format!("/{}/", section.slug));
    }
    for taxonomy in &site.taxonomies {
        for tag in &taxonomy.tags {
            let route = format!("/tags/{}/{}/", taxonomy.slug, tag.slug);
            let base = taxonomy.slug.as_ref();
            // “Categories” has its lists below “category” as well.
            let one = match base {
                "categories" => "category",
                other => other.trim_end_matches('s'),
            };
            for base in [base, one] {
                library.add_address(&format!("{base}/{}", tag.slug), &route);
                library.add_address(&format!("{base}/{}", super::pattern::plain(&tag.name)), &route);
            }
        }
    }
}
