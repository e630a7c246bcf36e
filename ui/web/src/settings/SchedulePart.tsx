import { AtLogin } from "@/settings/AtLogin";
import { Bandwidth } from "@/settings/Bandwidth";
import { NumberPanel } from "@/settings/NumberPanel";
import { Switch } from "@/settings/Switch";
import { type Settings, useSettings } from "@/settings/useSettings";
import { words } from "@/words";

const { schedule: say, waiting } = words.settings;

/** How often sources are looked at, how fast photos come, and whether the desktop tells of problems. */
export function SchedulePart() {
  const settings = useSettings();
  const { check_every_hours, stale_after_hours, downloads_at_once, minimum_bytes_per_second, stalled_after_seconds } = say;
  const notices = settings.all?.get("notices");
  return (
    <>
      <NumberPanel id="schedule-heading" heading={say.heading} names={{ check_every_hours, stale_after_hours }} settings={settings} />
      <AtLogin />
      <WhenToWait settings={settings} />
      <Bandwidth />
      <NumberPanel id="speed-heading" heading={say.speed} names={{ downloads_at_once, minimum_bytes_per_second, stalled_after_seconds }} settings={settings} />
      <section className="panel" aria-labelledby="notices-heading">
        <h2 id="notices-heading" className="heading">{say.telling}</h2>
        {notices === undefined ? null : <Switch say={say.notices} on={notices.value === 1} turn={(on) => settings.change("notices", on ? 1 : 0)} />}
      </section>
    </>
  );
}

const SWITCHES = [["also_on_battery", waiting.battery], ["also_on_metered", waiting.metered]] as const;

/** What a backup that begins by itself waits for. One that a person asks for waits for nothing. */
function WhenToWait({ settings }: { settings: Settings }) {
  return (
    <section className="panel" aria-labelledby="waiting-heading">
      <h2 id="waiting-heading" className="heading">{waiting.heading}</h2>
      {settings.all === null ? <p className="quiet">{words.settings.reading}</p> : null}
      {SWITCHES.map(([name, said]) => {
        const setting = settings.all?.get(name);
        return setting === undefined ? null : <Switch key={name} say={said} on={setting.value === 1} turn={(on) => settings.change(name, on ? 1 : 0)} />;
      })}
    </section>
  );
}
