#!/usr/bin/env bash
# Prints, for each way of reading the bundle, the brotli 11 bytes of a WebAssembly that does nothing else.
# Needs wasm-bindgen and wasm-opt on PATH: run `cargo xtask serve` once, then
# PATH="$PWD/target/tools/bin:$PWD/target/tools/node/node_modules/.bin:$PATH" tests/probes/decoders/measure.sh
set -euo pipefail
cd "$(dirname "$0")"
folder=../../../target/probes/decoders
for way in none json-parse serde-json serde-json-path serde-wasm-bindgen miniserde; do
  features=()
  [ "$way" = none ] || features=(--features "$way")
  cargo build --quiet --release --target wasm32-unknown-unknown --target-dir "$folder" "${features[@]}"
  wasm-bindgen --target web --out-dir "$folder/$way" "$folder/wasm32-unknown-unknown/release/decoders.wasm"
  wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue \
    "$folder/$way/decoders_bg.wasm" -o "$folder/$way/opt.wasm"
  node -e '
    const { brotliCompressSync: brotli } = require("zlib"), { readFileSync: read } = require("fs");
    const size = (file) => brotli(read(file)).length;
    const [, way, folder] = process.argv;
    console.log(way.padEnd(20), "wasm", size(`${folder}/opt.wasm`), "glue", size(`${folder}/decoders.js`));
  ' "$way" "$folder/$way"
done
