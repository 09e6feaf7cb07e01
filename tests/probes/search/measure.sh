#!/usr/bin/env bash
# Prints the brotli 11 bytes of a WebAssembly that asks the search index and does nothing else, beside one that does nothing.
# Needs wasm-bindgen and wasm-opt on PATH: run `cargo xtask serve` once, then
# PATH="$PWD/target/tools/bin:$PWD/target/tools/node/node_modules/.bin:$PATH" tests/probes/search/measure.sh
set -euo pipefail
cd "$(dirname "$0")"
folder=../../../target/probes/search
for way in none ask facets stemmers; do
  features=()
  [ "$way" = none ] || features=(--features "$way")
  cargo build --quiet --locked --release --target wasm32-unknown-unknown --target-dir "$folder" "${features[@]}"
  wasm-bindgen --target web --out-dir "$folder/$way" "$folder/wasm32-unknown-unknown/release/asking.wasm"
  wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue \
    "$folder/$way/asking_bg.wasm" -o "$folder/$way/opt.wasm"
  node -e '
    const { brotliCompressSync: brotli } = require("zlib"), { readFileSync: read } = require("fs");
    const size = (file) => brotli(read(file)).length;
    const [, way, folder] = process.argv;
    console.log(way.padEnd(20), "wasm", size(`${folder}/opt.wasm`), "glue", size(`${folder}/asking.js`));
  ' "$way" "$folder/$way"
done
