import { AtLogin } from "@/settings/AtLogin";
import { Bandwidth } from "@/settings/Bandwidth";
import { NumberPanel } from "@/settings/NumberPanel";
import { useSettings } from "@/settings/useSettings";
import { words } from "@/words";

const { schedule: say } = words.settings;

/** How often sources are looked at, and how fast photos come. */
export function SchedulePart() {
  const settings = useSettings();
  const { check_every_hours, stale_after_hours, downloads_at_once, minimum_bytes_per_second, stalled_after_seconds } = say;
  return (
    <>
      <NumberPanel id="schedule-heading" heading={say.heading} names={{ check_every_hours, stale_after_hours }} settings={settings} />
      <AtLogin />
      <Bandwidth />
      <NumberPanel id="speed-heading" heading={say.speed} names={{ downloads_at_once, minimum_bytes_per_second, stalled_after_seconds }} settings={settings} />
    </>
  );
}
