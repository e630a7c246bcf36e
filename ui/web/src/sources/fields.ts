/** What a person types of an account. Secrets live here only while the form is open. */

export type AccountKind = "cloudinary" | "s3" | "smugmug" | "folder";
export type Fields = Readonly<Record<string, string>>;

/** What is wrong, and at which field; null: it is about the whole. */
export interface Wrong {
  field: string | null;
  message: string;
  action: string;
}

export interface FormProps {
  fields: Fields;
  change: (changed: Fields) => void;
  wrong: Wrong | null;
  /** The account is kept already: what makes it the one that it is cannot change, and its key stays unless another one is typed. */
  known?: boolean;
}

/** The parts of a `CLOUDINARY_URL` that somebody pasted; null: it is none. */
export function pastedUrl(text: string): Fields | null {
  const found = /cloudinary:\/\/([^:@\s]+):([^@\s]+)@([^?/\s'"]+)(?:\?(\S*))?/.exec(text.trim());
  if (found === null) return null;
  const [, key = "", secret = "", cloud = "", query = ""] = found;
  const address = new URLSearchParams(query.replace(/['"]$/, "")).get("upload_prefix");
  return {
    cloud_name: decodeURIComponent(cloud),
    api_key: decodeURIComponent(key),
    api_secret: decodeURIComponent(secret),
    ...(address === null ? {} : { upload_prefix: address }),
  };
}
