/** Reads the library and lays it out, so that the page never waits for arithmetic. */

import { justified } from "@/domain/justified";
import { NOTHING, unpacked } from "@/domain/library";
import type { Laid, Order } from "@/timeline/orders";

let library = NOTHING;

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  if (data.bytes !== null) library = unpacked(data.bytes);
  const layout = data.wish.width > 0 ? justified(library, data.wish) : null;
  const laid: Laid = { number: data.number, library: data.bytes === null ? null : library, layout };
  postMessage(laid, layout === null ? {} : { transfer: [layout.rowFirst.buffer, layout.rowTop.buffer, layout.rowHeight.buffer] });
});
