// happy-dom from where tools/pages.sh puts it: a package that only tests use stands in no folder of the product.
import { createRequire } from "node:module";

const tools = createRequire(new URL("../../.venv/pages/package.json", import.meta.url));

export const { Window } = await import(`file://${tools.resolve("happy-dom")}`);
