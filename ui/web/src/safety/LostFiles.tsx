import type { Verification } from "@/api/types";
import { Path } from "@/parts/Foreign";
import { Trouble } from "@/parts/Trouble";
import { words } from "@/words";

const say = words.trust.reading;

/** Files that no source can bring back: only the person can. */
export function LostFiles({ reading }: { reading: Verification }) {
  return (
    <Trouble state="attention" sentence={say.lost(reading.lost)} action={say.lostAction}>
      <ul className="lost">
        {reading.lost_files.map((file) => (
          <li key={file.path}>
            <Path text={file.path} />: {say.conditions[file.condition]}
          </li>
        ))}
      </ul>
    </Trouble>
  );
}
