/** Adding and changing the accounts that photos come from, in German. */

import type { Area } from "@/words/shape";
import { photos } from "@/words/de/counted";
import { bytes, number } from "@/words/locale";

const COUNTED = (count: number, size: number, unsized: number) =>
  unsized === 0 ? `${photos(count)}, ${bytes(size)}` : `${photos(count)}, ${bytes(size)} und ${number(unsized)} unbekannter Größe`;

export const accounts: Area<"accounts"> = {
  add: "Quelle hinzufügen",
  kind: "Wo liegen deine Fotos?",
  kinds: {
    cloudinary: { name: "Cloudinary", about: "Eine Cloud bei Cloudinary" },
    s3: { name: "S3-Speicher", about: "Amazon S3, Backblaze B2, Cloudflare R2, Wasabi, MinIO" },
    smugmug: { name: "SmugMug", about: "Alle Ordner und Alben deines Kontos" },
    folder: { name: "Ordner oder Laufwerk", about: "Auf diesem Computer, einem USB-Laufwerk oder im Netz" },
  },
  smugmug: {
    key: { label: "API-Schlüssel", effect: "Ein eigener, den dir SmugMug unter api.smugmug.com/api/developer/apply gibt." },
    secret: { label: "API-Geheimnis", effect: "Es steht unter dem Schlüssel. Es bleibt verschlüsselt und nur auf diesem Computer." },
    address: { label: "Adresse", effect: "Nur, um Holdfast mit einem Stellvertreter auf diesem Computer auszuprobieren." },
    begin: "Weiter",
    about: "Erlaube Holdfast auf der Seite von SmugMug zu lesen: Ändern kann es dort nichts. Die Seite zeigt danach sechs Ziffern, die fünf Minuten gelten.",
    open: "SmugMug öffnen",
    signIn: "Anmelden",
    signedIn: "Bei SmugMug angemeldet:",
  },
  name: { label: "Name", effect: "So nennt Holdfast sie. Ihre Fotos liegen in einem Ordner dieses Namens.", proposed: { cloudinary: "Cloudinary", s3: "Fotos", smugmug: "SmugMug", folder: "Ordner" } },
  fields: {
    code: { label: "Sechs Ziffern", effect: "So, wie die Seite bei SmugMug sie zeigt." },
    cloud_name: { label: "Name der Cloud", effect: "In der Cloudinary-Konsole unter Settings, API Keys. Oder füge hier die ganze CLOUDINARY_URL ein." },
    api_key: { label: "API-Schlüssel", effect: "Die Zahl neben dem Geheimnis." },
    api_secret: { label: "API-Geheimnis", effect: "Es wird verschlüsselt aufbewahrt, nur auf diesem Computer." },
    upload_prefix: { label: "Adresse", effect: "Nur für Konten in Europa oder Asien, z. B. https://api-eu.cloudinary.com." },
    bucket: { label: "Bucket", effect: "Nur der Name des Buckets." },
    endpoint_url: { label: "Endpunkt", effect: "Wie dein Anbieter ihn nennt, z. B. s3.eu-central-003.backblazeb2.com. Leer: Amazon." },
    access_key_id: { label: "Zugriffsschlüssel-ID", effect: "Ein Schlüssel, der nur lesen darf, genügt und ist sicherer." },
    secret_access_key: { label: "Geheimer Zugriffsschlüssel", effect: "Er wird verschlüsselt aufbewahrt, nur auf diesem Computer." },
    prefix: { label: "Nur unterhalb von", effect: "Nur was darunter liegt, wird kopiert, z. B. fotos/." },
    region: { label: "Region", effect: "Wird meist von selbst gefunden, z. B. eu-central-1." },
    include: { label: "Nur kopieren", effect: "Eine Regel je Zeile, z. B. *.jpg. Leer: alles wird kopiert." },
    exclude: { label: "Nie kopieren", effect: "Eine Regel je Zeile, z. B. cache/ oder *.tmp." },
    requester_pays: { label: "Ich bezahle die Downloads", effect: "Der Besitzer des Buckets lässt die bezahlen, die herunterladen." },
    path: { label: "Ordner", effect: "Alle Fotos und Videos darin und darunter, z. B. /home/du/Bilder. Es wird nie etwas hineingeschrieben." },
    private: { label: "Mein eigenes Netz", effect: "Der Endpunkt liegt in einem privaten Netz, und ich vertraue ihm." },
  },
  unchanged: "Bleibt, wenn du keinen anderen eingibst",
  more: "Mehr zu diesem Bucket",
  moreCloudinary: "Andere Adresse",
  moreFolder: "Nur einen Teil davon",
  choose: "Ordner wählen…",

  look: { ask: "Prüfen", again: "Noch einmal prüfen", asking: "Sieht nach…", stop: "Nicht weiterzählen" },
  counting: (count: number, size: number) => `Es lässt sich lesen. Bisher gezählt: ${photos(count)}, ${bytes(size)}.`,
  readable: (count: number, size: number, unsized: number) => `Wir können ${COUNTED(count, size, unsized)} lesen.`,
  partly: (count: number, size: number, unsized: number) => `Es lässt sich lesen. Gezählt sind ${COUNTED(count, size, unsized)}, und es gibt noch mehr.`,
  stopped: (count: number) => (count === 0 ? "Angehalten." : `Nach ${photos(count)} angehalten.`),
  nothing: "Es lässt sich lesen, und es liegt noch kein Foto darin.",
  leftOut: (count: number, reason: string) => `${photos(count)}: ${reason}`,
  nothingCopied: "Es wurde nichts kopiert, und an der Quelle ändert sich nichts.",
  certificate: "Das ist das Zertifikat meines Servers",
  leave: "Abbrechen",
  commit: "Diese Quelle hinzufügen",
  committing: "Wird hinzugefügt…",
};
