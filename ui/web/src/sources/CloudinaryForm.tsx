import { Disclosure } from "@/parts/Disclosure";
import { AccountField } from "@/sources/AccountField";
import { type Fields, type FormProps, pastedUrl } from "@/sources/fields";
import { words } from "@/words";

/** A Cloudinary account. The whole URL pasted into the first field fills the others. */
export function CloudinaryForm(props: FormProps) {
  const { change } = props;
  const named = (changed: Fields) => { change(pastedUrl(changed["cloud_name"] ?? "") ?? changed); };
  return (
    <>
      <AccountField {...props} name="cloud_name" change={named} fixed={props.known ?? false} />
      <AccountField {...props} name="api_key" secret={props.known ?? false} />
      <AccountField {...props} name="api_secret" secret />
      <Disclosure summary={words.accounts.moreCloudinary}>{() => <AccountField {...props} name="upload_prefix" />}</Disclosure>
    </>
  );
}
