//! The command line of press.

mod commands;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use commands::{
    End, build, check, completions, compress, find, import, inspect, new, policy, preview, schema, serve,
};

/// Articles are read on all processors, and musl's own allocator lets one thread at a time have memory.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns Markdown into the bundle that the portal reads.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Press {
    #[command(subcommand)]
    command: Command,
    /// Print nothing but errors; what was asked for as JSON, a policy or completions is printed all the same
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Write the bundle, alone or into a built portal
    Build(build::Build),
    /// Say everything that is wrong with the content, and write nothing
    Check(check::Check),
    /// Find articles by their words, as readers of the portal do
    Find(find::Find),
    /// Turn what you have elsewhere into a content folder
    Import(Box<import::Import>),
    /// Make a content folder to begin with
    New(new::New),
    /// Tell what the content consists of: numbers, sizes, what is missing and what is unused
    Inspect(inspect::Inspect),
    /// Write the JSON Schemas of the bundle's files
    Schema(schema::Schema),
    /// Write a .br and a .gz file beside every text of a built portal, for hosts that serve precompressed files
    Compress(compress::Compress),
    /// Print the content security policy that the site's services need, for the host
    Policy(policy::Policy),
    /// Show the site while it is written: the browser follows each save
    Preview(preview::Preview),
    /// Serve a built portal as a static host does
    Serve(serve::Serve),
    /// Print what a shell needs to complete press's arguments
    Completions(completions::Completions),
}

fn main() -> ExitCode {
    let Press { command, quiet } = Press::parse();
    let ended = match command {
        Command::Build(build) => build.run(quiet),
        Command::Check(check) => check.run(quiet),
        Command::Find(find) => find.run(quiet),
        Command::Import(import) => import.run(quiet),
        Command::New(new) => new.run(quiet),
        Command::Inspect(inspect) => inspect.run(quiet),
        Command::Schema(schema) => schema.run(),
        Command::Compress(compress) => compress.run(quiet),
        Command::Policy(policy) => policy.run(quiet),
        Command::Preview(preview) => preview.run(quiet),
        Command::Serve(serve) => serve.run(quiet),
        Command::Completions(completions) => completions.run(Press::command()),
    };
    match ended {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Faults) => ExitCode::from(1),
        Err(error) => {
            // Where standard error is closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "press: {error}");
            ExitCode::from(2)
        }
    }
}
