import type { Listed } from "@/domain/route";
import { Place, type PlaceProps } from "@/frame/Place";
import { words } from "@/words/en";

const say = words.missing;

export function MissingPage({ route, ...place }: PlaceProps & { route: Listed }) {
  return (
    <Place skip={say.skip} {...place}>
      <h1 className="folder-name" data-page={route.page}>
        {say.heading}
      </h1>
    </Place>
  );
}
