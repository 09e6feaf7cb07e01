// The same article page, and the list of a tag, as they are usually written with React: the peer that `cargo xtask bench` measures
// Feuilleton against. It reads the same bundle, fetches in effects, and pays for nothing it does not show. With Preact and its
// router in the place of React's it is the Preact peer.

import { Fragment, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Link, Route, Routes, useParams } from 'react-router';

function useJson(address) {
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    let current = true;
    fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status}`))))
      .then((value) => current && setLoaded({ address, value }))
      .catch((error) => current && setLoaded({ address, error }));
    return () => { current = false; };
  }, [address]);
  return loaded.address === address ? loaded : {};
}

const TAGS = { strong: 'strong', em: 'em', code: 'code', sub: 'sub', sup: 'sup', strike: 's' };

function Inline({ text = [] }) {
  return text.map((run, index) => {
    if (typeof run === 'string') return run;
    if (run.break) return <br key={index} />;
    if (run.note) return <sup key={index}><a href={`#${run.note}`}>*</a></sup>;
    const marked = (run.marks ?? []).reduceRight((inner, mark) => {
      const Tag = TAGS[mark] ?? Fragment;
      return <Tag>{inner}</Tag>;
    }, run.text);
    return run.link ? <a key={index} href={run.link}>{marked}</a> : <span key={index}>{marked}</span>;
  });
}

function Picture({ image, eager }) {
  const address = (path) => `/content/${path}`;
  const sizes = (image.sources ?? []).map((source) => `${address(source.src)} ${source.width}w`);
  if (image.width) sizes.push(`${address(image.src)} ${image.width}w`);
  return (
    <figure>
      <img
        src={address(image.src)} srcSet={sizes.join(', ')} sizes="(min-width: 46rem) 44rem, 100vw" alt={image.alt ?? ''}
        width={image.width} height={image.height} loading={eager ? 'eager' : 'lazy'} fetchPriority={eager ? 'high' : 'auto'}
      />
      <figcaption><Inline text={image.caption} /> {image.credit}</figcaption>
    </figure>
  );
}

function Block({ block }) {
  switch (block.kind) {
    case 'paragraph': return <p><Inline text={block.text} /></p>;
    case 'heading': {
      const Heading = `h${block.level}`;
      return <Heading id={block.id}><Inline text={block.text} /></Heading>;
    }
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return <List>{block.items.map((item, index) => <li key={index}><Blocks blocks={item} /></li>)}</List>;
    }
    case 'quote': return <blockquote><Blocks blocks={block.body} /></blockquote>;
    case 'pull-quote': return <blockquote><p><Inline text={block.text} /></p></blockquote>;
    case 'figure': return <Picture image={block.image} />;
    case 'gallery': return (block.images ?? []).map((image) => <Picture key={image.src} image={image} />);
    case 'code': return <pre><code>{block.text}</code></pre>;
    case 'separator': return <hr />;
    default: return <Blocks blocks={block.body} />;
  }
}

function Blocks({ blocks = [] }) {
  return blocks.map((block, index) => <Block key={index} block={block} />);
}

function Article({ site }) {
  const { slug } = useParams();
  const { value: article, error } = useJson(`/content/articles/${slug}.json`);
  useEffect(() => {
    if (article) document.title = article.title;
  }, [article]);
  if (error) return <p role="alert">The article could not be loaded.</p>;
  if (!article) return <p>Loading…</p>;
  const named = (tagging) => {
    const taxonomy = site.taxonomies.find((one) => one.slug === tagging.taxonomy);
    return tagging.tags.map((slug) => [taxonomy?.tags?.find((tag) => tag.slug === slug), `/tags/${tagging.taxonomy}/${slug}/`]);
  };
  const tags = (article.tags ?? []).flatMap(named).filter(([tag]) => tag);
  return (
    <>
      <article>
        <ul className="tags">{tags.map(([tag, address]) => <li key={address}><Link to={address}>{tag.name}</Link></li>)}</ul>
        <h1>{article.title}</h1>
        <p className="lead"><Inline text={article.lead} /></p>
        {article.image && <Picture image={article.image} eager />}
        <Blocks blocks={article.body} />
      </article>
      <aside className="similar">
        <h2>Similar content</h2>
        <ul>{(article.similar ?? []).map(({ card }) => <Card key={card.slug} card={card} />)}</ul>
      </aside>
    </>
  );
}

function List({ site }) {
  const { taxonomy, tag } = useParams();
  const { value: list, error } = useJson(`/content/lists/tags/${taxonomy}/${tag}.json`);
  if (error) return <p role="alert">The list could not be loaded.</p>;
  if (!list) return <p>Loading…</p>;
  const known = site.taxonomies.find((one) => one.slug === taxonomy)?.tags;
  return (
    <>
      <h1>{known?.find((one) => one.slug === tag)?.name}</h1>
      <ul>{list.cards.slice(0, 24).map((card) => <Card key={card.slug} card={card} />)}</ul>
    </>
  );
}

function Card({ card }) {
  const { image } = card;
  return (
    <li>
      {image && <img src={`/content/${image.src}`} alt="" width={image.width} height={image.height} loading="lazy" />}
      <h3><Link to={`/${card.section}/${card.slug}/`}>{card.title}</Link></h3>
      <p>{card.lead}</p>
    </li>
  );
}

function Consent() {
  const [choice, setChoice] = useState(() => localStorage.getItem('consent'));
  if (choice) return null;
  const choose = (next) => () => { localStorage.setItem('consent', next); setChoice(next); };
  return (
    <section className="consent" aria-label="Consent">
      <p>May this site count its visits?</p>
      <button onClick={choose('yes')}>Yes</button> <button onClick={choose('no')}>No</button>
    </section>
  );
}

function App() {
  const { value: site, error } = useJson('/content/site.json');
  if (error) return <p role="alert">The site could not be loaded.</p>;
  if (!site) return <p>Loading…</p>;
  return (
    <>
      <header><Link to="/">{site.name}</Link></header>
      <main>
        <Routes>
          <Route path="/tags/:taxonomy/:tag/" element={<List site={site} />} />
          <Route path="/:section/:slug/" element={<Article site={site} />} />
          <Route path="*" element={<h1>{site.name}</h1>} />
        </Routes>
      </main>
      <Consent />
    </>
  );
}

createRoot(document.getElementById('root')).render(<BrowserRouter><App /></BrowserRouter>);
