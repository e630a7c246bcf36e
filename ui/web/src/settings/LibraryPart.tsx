import type { Status } from "@/api/types";
import { Path } from "@/parts/Foreign";
import { Elsewhere } from "@/settings/Elsewhere";
import { NumberPanel } from "@/settings/NumberPanel";
import { ShowFolder } from "@/settings/ShowFolder";
import { useSettings } from "@/settings/useSettings";
import { words } from "@/words";
import { bytes } from "@/words/locale";

const { library: say } = words.settings;

/** Where the originals lie, how much room is left there, and how they are looked after. */
export function LibraryPart({ status: { library } }: { status: Status }) {
  const settings = useSettings();
  const { reserve_megabytes, full_check_days, drill_every_days, drill_photos, thumbnail_max_age_days, thumbnail_quota_megabytes } = say;
  return (
    <>
      <NumberPanel id="library-heading" heading={say.heading} names={{ reserve_megabytes, full_check_days, drill_every_days, drill_photos }} settings={settings}>
        <dl className="setting-facts">
          <div>
            <dt>{say.place}</dt>
            <dd><Path text={library.path} />{library.free_bytes === null ? null : <span className="effect"> · {say.room(bytes(library.free_bytes))}</span>}</dd>
          </div>
        </dl>
        <ShowFolder place="library" label={say.show} />
      </NumberPanel>
      <Elsewhere />
      <NumberPanel id="pictures-heading" heading={say.pictures} names={{ thumbnail_max_age_days, thumbnail_quota_megabytes }} settings={settings} />
    </>
  );
}
