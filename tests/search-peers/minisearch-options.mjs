// As its documentation recommends for a site: all words, the last one unfinished, slips allowed, titles first.
export const options = {
  fields: ['title', 'lead', 'tags', 'authors', 'body'],
  storeFields: ['url', 'title', 'lead'],
  searchOptions: {
    boost: { title: 4, tags: 2.5, authors: 2.5, lead: 1.6 },
    prefix: (term, place, terms) => place === terms.length - 1,
    fuzzy: 0.2,
    combineWith: 'AND',
  },
};
