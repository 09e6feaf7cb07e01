//! The same pages made with what others write front ends with, for measurements beside them.

use std::path::PathBuf;

use super::Error;
use crate::command;
use crate::folder;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// What a peer is made with.
#[derive(Clone, Copy)]
pub(super) enum Peer {
    /// React with React Router.
    React,
    /// Preact with preact-iso.
    Preact,
}

impl Peer {
    fn folder(self) -> &'static str {
        match self {
            Self::React => "react",
            Self::Preact => "preact",
        }
    }

    /// Bundles its page, and puts the portal's content beside it; returns the folder that is to be served.
    pub(super) fn build(self, workspace: &Workspace, tools: &Tools) -> Result<PathBuf, Error> {
        let folder = workspace.bench().join(self.folder());
        let sources = workspace.root().join("tests/peer");
        let in_preparing = |source| Error::Prepare {
            folder: folder.clone(),
            source,
        };
        folder::remove(&folder).map_err(in_preparing)?;
        folder::link(&workspace.dist().join("content"), &folder.join("content")).map_err(in_preparing)?;
        std::fs::copy(sources.join("index.html"), folder.join("404.html")).map_err(in_preparing)?;
        let mut esbuild = tools.command("esbuild");
        esbuild
            .env("NODE_PATH", workspace.node_modules())
            .arg(sources.join("main.jsx"))
            .arg(sources.join("main.css"))
            .arg(format!("--outdir={}", folder.display()))
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--jsx=automatic",
                "--log-level=warning",
            ])
            .arg("--define:process.env.NODE_ENV=\"production\"");
        if matches!(self, Self::Preact) {
            esbuild
                .args([
                    "--jsx-import-source=preact",
                    "--alias:react=preact/compat",
                    "--alias:react-dom=preact/compat",
                ])
                .arg(format!(
                    "--alias:react-router={}",
                    sources.join("preact-router.js").display()
                ));
        }
        command::run(&mut esbuild, "the lines above say what is wrong")?;
        Ok(folder)
    }
}
