// The router of Preact's own people under the names by which main.jsx knows React's: esbuild puts it in its place.

import { h } from 'preact';
import { LocationProvider, Router, useRoute } from 'preact-iso';

export const BrowserRouter = LocationProvider;
export const Route = ({ page }) => page();
// The router writes what a route is given as JSON, which what has been rendered cannot be: it is handed on within a function.
export const Routes = ({ children }) => h(Router, null, children.map(({ props }) => h(Route, { path: props.path, page: () => props.element })));
export const useParams = () => useRoute().params;

// The provider follows links by itself.
export const Link = ({ to, ...rest }) => h('a', { href: to, ...rest });
