import { AtLogin } from "@/settings/AtLogin";
import { Bandwidth } from "@/settings/Bandwidth";
import { NumberPanel } from "@/settings/NumberPanel";
import { Switch } from "@/settings/Switch";
import { useSettings } from "@/settings/useSettings";
import { words } from "@/words";

const { schedule: say } = words.settings;

/** How often sources are looked at, how fast photos come, and whether the desktop tells of problems. */
export function SchedulePart() {
  const settings = useSettings();
  const { check_every_hours, stale_after_hours, downloads_at_once, minimum_bytes_per_second, stalled_after_seconds } = say;
  const notices = settings.all?.get("notices");
  return (
    <>
      <NumberPanel id="schedule-heading" heading={say.heading} names={{ check_every_hours, stale_after_hours }} settings={settings} />
      <AtLogin />
      <Bandwidth />
      <NumberPanel id="speed-heading" heading={say.speed} names={{ downloads_at_once, minimum_bytes_per_second, stalled_after_seconds }} settings={settings} />
      <section className="panel" aria-labelledby="notices-heading">
        <h2 id="notices-heading" className="heading">{say.telling}</h2>
        {notices === undefined ? null : <Switch say={say.notices} on={notices.value === 1} turn={(on) => settings.change("notices", on ? 1 : 0)} />}
      </section>
    </>
  );
}
