// Builds what a peer searches in: node build.mjs pagefind|minisearch CORPUS OUT
//
// CORPUS is JSON: {language, articles: [{url, title, lead, tags, authors, body}]}. OUT becomes a folder to be served.

import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [peer, corpus, out] = process.argv.slice(2);
const { language, articles } = JSON.parse(await readFile(corpus, 'utf8'));
// `import` does not look into NODE_PATH.
const installed = (file) => join(process.env.NODE_PATH, file);
const here = fileURLToPath(new URL('.', import.meta.url));

const escaped = (text) => text.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));
const page = ({ title, lead, tags, authors, body }) => `<!doctype html><html lang="${language}"><head><title>${escaped(title)}</title></head>
<body><main data-pagefind-body><h1>${escaped(title)}</h1><p>${escaped(lead)}</p><p>${escaped(authors.join(', '))}</p>
${tags.map((tag) => `<span data-pagefind-filter="tags">${escaped(tag)}</span>`).join(' ')}
${body.split('\n').map((text) => `<p>${escaped(text)}</p>`).join('\n')}</main></body></html>`;

const build = {
  async pagefind() {
    const { createIndex } = await import(pathToFileURL(installed('pagefind/lib/index.js')));
    const { index } = await createIndex();
    for (const article of articles) await index.addHTMLFile({ url: article.url, content: page(article) });
    const { errors } = await index.writeFiles({ outputPath: join(out, 'pagefind') });
    if (errors.length) throw new Error(errors.join('\n'));
  },
  async minisearch() {
    const library = installed('minisearch/dist/es/index.js');
    const { default: MiniSearch } = await import(pathToFileURL(library));
    const { options } = await import('./minisearch-options.mjs');
    const index = new MiniSearch(options);
    index.addAll(articles.map(({ tags, authors, ...article }, id) => ({ id, ...article, tags: tags.join(' '), authors: authors.join(' ') })));
    await writeFile(join(out, 'index.json'), JSON.stringify(index));
    await cp(library, join(out, 'minisearch.js'));
    await cp(join(here, 'minisearch-options.mjs'), join(out, 'minisearch-options.mjs'));
  },
};

await mkdir(out, { recursive: true });
await build[peer]();
for (const file of ['index.html', `${peer}.js`]) await cp(join(here, file), join(out, file === 'index.html' ? file : 'search.js'));
process.exit();
