/** The script of blocks of cells, loaded when the focus first comes into a field. */

import { listenToBlocks } from "./view/blocks.ts";
import { paste } from "./view/paste.ts";

const blocks = { listenToBlocks, paste };
export type Blocks = typeof blocks;

declare const armory: { blocks?: Blocks };

armory.blocks = blocks;
