import { events } from './events.mjs';
import { inline } from './inline.mjs';
import { magazine } from './magazine.mjs';
import { magazineMore } from './magazine-more.mjs';
import { opportunities } from './opportunities.mjs';
import { resources } from './resources.mjs';

/** Every picture by name: its palette, its size when not 1600 × 1000, and how it is drawn. */
export const scenes = { ...magazine, ...magazineMore, ...events, ...opportunities, ...resources, ...inline };
