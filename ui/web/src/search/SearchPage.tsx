import type { Search } from "@/domain/route";
import { Place, type PlaceProps } from "@/frame/Place";
import { words } from "@/words/en";

const say = words.search;

export function SearchPage({ route, ...place }: PlaceProps & { route: Search }) {
  return (
    <Place skip={say.skip} {...place}>
      <h1 className="folder-name" data-page={route.page}>
        {say.heading}
      </h1>
    </Place>
  );
}
