import type { PhotoInFull } from "@/api/types";
import { Name } from "@/parts/Foreign";
import { words } from "@/words";
import { moment, taken } from "@/words/locale";

const say = words.viewing.provenance;
const WHO = ["source", "file", "person"] as const;
type Words = Record<(typeof WHO)[number], string>;

/** What the source, the file and the person say, beside each other: nothing that one said is hidden behind another's word. */
export function Sayings({ photo }: { photo: PhotoInFull }) {
  const rows = rowsOf(photo).filter(([, said]) => WHO.some((who) => said[who] !== ""));
  if (rows.length === 0) return <p className="quiet">{say.nobody}</p>;
  return (
    <div className="sayings">
      <table>
        <thead>
          <tr>
            <th scope="col"><span className="unseen">{say.what}</span></th>
            {WHO.map((who) => <th key={who} scope="col">{say.who[who]}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, said]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {WHO.map((who) => <td key={who}>{said[who] === "" ? <span className="quiet">{say.silent}</span> : <Name text={said[who]} />}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowsOf({ filename, facts, modified_at: changed }: PhotoInFull): [string, Words][] {
  if (facts === null) return [];
  const { source, file, person } = facts;
  const { known } = words;
  return [
    [say.name, { source: source.name ?? filename, file: "", person: "" }],
    [known.taken, { source: source.created_at === null ? "" : moment(source.created_at, Date.parse(changed)), file: timeOf(file?.taken_at), person: timeOf(person.taken_at) }],
    [known.place, { source: "", file: placeOf(file), person: [person.place ?? "", placeOf(person)].filter((part) => part !== "").join(" ") }],
    [known.title, { source: source.context["title"] ?? "", file: file?.title ?? "", person: person.title ?? "" }],
    [known.caption, { source: source.context["caption"] ?? source.context["alt"] ?? "", file: file?.caption ?? "", person: person.caption ?? "" }],
    [words.marks.rating, { source: "", file: starsOf(file?.rating), person: starsOf(person.rating) }],
    [known.tags, { source: source.tags.join(", "), file: file?.keywords.join(", ") ?? "", person: person.tags.join(", ") }],
  ];
}

function timeOf(text: string | null | undefined): string {
  return text == null ? "" : taken(text);
}

function starsOf(rating: number | null | undefined): string {
  return rating == null ? "" : words.viewing.stars(rating);
}

function placeOf(place: { latitude: number | null; longitude: number | null } | null): string {
  return place?.latitude == null || place.longitude === null ? "" : words.known.coordinates(place.latitude, place.longitude, null);
}
