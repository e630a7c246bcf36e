/** The accounts that a source can be, and what has to be typed for each. */

export const PROVIDERS = ["cloudinary", "aws", "b2", "r2", "wasabi", "minio", "other", "folder"] as const;
export type Provider = (typeof PROVIDERS)[number];

export type FieldName = "cloud" | "api_key" | "api_secret" | "bucket" | "access_key_id" | "secret_access_key" | "endpoint_url" | "region" | "prefix" | "path";
export type Typed = Partial<Record<FieldName, string>>;

const BUCKET: readonly FieldName[] = ["bucket", "access_key_id", "secret_access_key"];
export const OPTIONAL: readonly FieldName[] = ["region", "prefix"];
export const SECRET: readonly FieldName[] = ["api_secret", "secret_access_key"];
/** Providers whose server may be in a network of the person's own. */
export const OWN_SERVER: readonly Provider[] = ["minio", "other"];

/** What has to be typed, in its order. */
export function fieldsOf(provider: Provider): readonly FieldName[] {
  if (provider === "folder") return ["path"];
  if (provider === "cloudinary") return ["cloud", "api_key", "api_secret"];
  return provider === "aws" ? [...BUCKET, "region", "prefix"] : ["endpoint_url", ...BUCKET, "prefix"];
}

/** What is asked of the server: the account, and the key to it. */
export function requestOf(provider: Provider, typed: Typed, inOwnNetwork: boolean): object {
  const said = Object.fromEntries(fieldsOf(provider).map((name) => [name, typed[name] ?? ""]));
  if (provider === "folder") return { folder: said };
  return provider === "cloudinary" ? { cloudinary: said } : { s3: { ...said, private: inOwnNetwork } };
}

/** Whether the whole URL was pasted, which needs no more. */
export function isWhole(provider: Provider, typed: Typed): boolean {
  return provider === "cloudinary" && (typed.cloud ?? "").includes("://");
}
