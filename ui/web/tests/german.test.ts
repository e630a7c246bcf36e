import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => "de" }); // read while the words load

const { translated } = await import("@/words/de/sentences");

describe("the server's sentences in German", () => {
  it("say the headline and the line under it with all that is in them", () => {
    expect(translated("7,426 of 7,448 photos are safe. 22 need you.")).toBe("7.426 von 7.448 Fotos sind gesichert. 22 brauchen dich.");
    expect(translated("All 4,280 photos are safe. 22 skipped by rule.")).toBe("Alle 4.280 Fotos sind gesichert. 22 durch eine Regel ausgelassen.");
    expect(translated("Last complete check 3 hours ago. 180 safe photos were compared by size only.")).toBe(
      "Zuletzt ganz durchgesehen vor 3 Stunden. 180 gesicherte Fotos wurden nur in der Größe verglichen.",
    );
    expect(translated("Copying photos from St. Moritz. 1 photo to go.")).toBe("Fotos von St. Moritz werden kopiert. Noch 1 Foto.");
  });

  it("say a reason within a sentence, and the moment when it goes on", () => {
    expect(translated("Waiting for your drive: the drive of your library is not connected.")).toBe("Wartet auf dein Laufwerk: Das Laufwerk deiner Bibliothek ist nicht angeschlossen.");
    expect(translated("Travel asked us to slow down. It goes on at 14:05.")).toBe("Travel hat uns gebeten, langsamer zu machen. Es geht weiter: 14:05.");
    expect(translated("Travel asked us to slow down. It goes on at Monday 23 November, 08:00.")).toBe("Travel hat uns gebeten, langsamer zu machen. Es geht weiter: Montag, 23. November, 08:00.");
  });

  it("say the most fitting one, whichever stands first", () => {
    expect(translated("The drive with /lib/a.jpg is no longer connected.")).toBe("Das Laufwerk mit /lib/a.jpg ist nicht mehr angeschlossen.");
    expect(translated("There is no bucket photos at storage.example.")).toBe("Es gibt dort keinen Bucket photos (at storage.example).");
    expect(translated("There is no source 7.")).toBe("Es gibt keine Quelle 7.");
  });

  it("leave what they do not know alone, as a whole", () => {
    expect(translated("Backups have stopped: the cloud said ERR_42.")).toBeNull();
  });

  it("keep names as they are, whatever is in them", () => {
    expect(translated("Renamed “All 3 photos are safe.” to “{now} $1”")).toBe("„All 3 photos are safe.“ in „{now} $1“ umbenannt");
  });
});
