import { Component, type ReactNode } from "react";

import { Plain } from "@/frame/Plain";
import { Button } from "@/parts/Button";
import { words } from "@/words";

/** A fault of this page's own is said in words, instead of leaving an empty window. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Plain state="problem" sentence={words.broken.sentence} detail={words.broken.detail}>
        <Button look="prominent" onClick={() => location.reload()}>
          {words.broken.reload}
        </Button>
      </Plain>
    );
  }
}
