import { Disclosure } from "@/parts/Disclosure";
import { AccountField, AccountSwitch } from "@/sources/AccountField";
import type { FormProps } from "@/sources/fields";
import { words } from "@/words";

/** A bucket, the key to it, and which part of it is meant. */
export function S3Form(props: FormProps) {
  const known = props.known ?? false;
  return (
    <>
      <AccountField {...props} name="endpoint_url" fixed={known} />
      <AccountField {...props} name="bucket" fixed={known} />
      <AccountField {...props} name="access_key_id" secret={known} />
      <AccountField {...props} name="secret_access_key" secret />
      <Disclosure summary={words.accounts.more}>
        {() => (
          <div className="form">
            <AccountField {...props} name="prefix" fixed={known} />
            <AccountField {...props} name="region" />
            <AccountField {...props} name="include" lines />
            <AccountField {...props} name="exclude" lines />
            <AccountSwitch {...props} name="requester_pays" />
            <AccountSwitch {...props} name="private" />
          </div>
        )}
      </Disclosure>
    </>
  );
}
