/** Adding and changing the accounts that photos come from. */

import { photos } from "@/words/en/counted";
import { bytes, number } from "@/words/locale";

const COUNTED = (count: number, size: number, unsized: number) =>
  unsized === 0 ? `${photos(count)}, ${bytes(size)}` : `${photos(count)}, ${bytes(size)} and ${number(unsized)} of unknown size`;

export const accounts = {
  add: "Add a source",
  kind: "Where are your photos?",
  kinds: {
    cloudinary: { name: "Cloudinary", about: "A Cloudinary cloud" },
    s3: { name: "S3 storage", about: "Amazon S3, Backblaze B2, Cloudflare R2, Wasabi, MinIO" },
    smugmug: { name: "SmugMug", about: "All folders and albums of your account" },
    folder: { name: "A folder or drive", about: "On this computer, a USB drive or a network share" },
  },
  smugmug: {
    key: { label: "API key", effect: "One of your own, which SmugMug gives you at api.smugmug.com/api/developer/apply." },
    secret: { label: "API secret", effect: "It stands below the key. It is kept encrypted, on this computer only." },
    address: { label: "Address", effect: "Only for trying Holdfast out with a stand-in on this computer." },
    begin: "Next",
    about: "Allow Holdfast to read, on SmugMug’s own page: it can change nothing there. The page then shows six digits, good for five minutes.",
    open: "Open SmugMug",
    signIn: "Sign in",
    signedIn: "Signed in to SmugMug:",
  },
  name: { label: "Name", effect: "What Holdfast calls it. Its photos lie in a folder of this name.", proposed: { cloudinary: "Cloudinary", s3: "Photos", smugmug: "SmugMug", folder: "Folder" } },
  fields: {
    code: { label: "Six digits", effect: "As the page at SmugMug shows them." },
    cloud_name: { label: "Cloud name", effect: "In the Cloudinary console, Settings, API Keys. Or paste the whole CLOUDINARY_URL here." },
    api_key: { label: "API key", effect: "The number beside the secret." },
    api_secret: { label: "API secret", effect: "It is kept encrypted, on this computer only." },
    upload_prefix: { label: "Address", effect: "Only for accounts in Europe or Asia, e.g. https://api-eu.cloudinary.com." },
    bucket: { label: "Bucket", effect: "The bucket's name alone." },
    endpoint_url: { label: "Endpoint", effect: "As your provider names it, e.g. s3.eu-central-003.backblazeb2.com. Empty: Amazon." },
    access_key_id: { label: "Access key ID", effect: "A key that may only read is enough, and safer." },
    secret_access_key: { label: "Secret access key", effect: "It is kept encrypted, on this computer only." },
    prefix: { label: "Only below", effect: "Only what lies below this is copied, e.g. photos/." },
    region: { label: "Region", effect: "Mostly found by itself, e.g. eu-central-1." },
    include: { label: "Copy only", effect: "One rule a line, e.g. *.jpg. Empty: everything is copied." },
    exclude: { label: "Never copy", effect: "One rule a line, e.g. cache/ or *.tmp." },
    requester_pays: { label: "I pay for downloads", effect: "The bucket's owner lets those pay who download." },
    path: { label: "Folder", effect: "All photos and videos in it and below, e.g. /home/you/Pictures. Nothing is ever written to it." },
    private: { label: "My own network", effect: "The endpoint is in a private network, and I trust it." },
  },
  unchanged: "Unchanged unless you type another one",
  more: "More about this bucket",
  moreCloudinary: "Another address",
  moreFolder: "Only some of it",
  choose: "Choose a folder…",

  look: { ask: "Check", again: "Check again", asking: "Looking…", stop: "Stop counting" },
  counting: (count: number, size: number) => `It can be read. Counting: ${photos(count)}, ${bytes(size)} so far.`,
  readable: (count: number, size: number, unsized: number) => `We can read ${COUNTED(count, size, unsized)}.`,
  partly: (count: number, size: number, unsized: number) => `It can be read. We counted ${COUNTED(count, size, unsized)}, and there are more.`,
  stopped: (count: number) => (count === 0 ? "Stopped." : `Stopped after ${photos(count)}.`),
  nothing: "It can be read, and there is no photo in it yet.",
  leftOut: (count: number, reason: string) => `${photos(count)} ${reason}`,
  nothingCopied: "Nothing was copied, and nothing at the source changes.",
  certificate: "This is my server's certificate",
  leave: "Cancel",
  commit: "Add this source",
  committing: "Adding…",
} as const;
