//! Nothing of others without the reader's permission: the points that the privacy settings have to keep, in a real browser,
//! in a world that writes down whatever leaves the portal.
//!
//! `points` collects what was measured; `visit` has the site with its services, and its reader.

mod accessible;
mod app;
mod banner;
mod before;
mod choices;
mod closed;
mod counters;
mod embeds;
mod following;
mod foreign;
mod migration;
mod page_views;
mod points;
mod policy;
mod preferences;
mod record;
mod signals;
mod steady;
mod storage;
mod surface;
mod time;
mod visit;
mod withdrawal;
