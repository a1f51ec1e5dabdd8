import { Component, type ComponentChildren } from 'preact';

interface BoundaryProps {
  /** What is drawn. Another one is tried anew. */
  of?: unknown;
  /** Drawn instead of the children if they can't be. */
  instead(retry: () => void): ComponentChildren;
  children: ComponentChildren;
}

/** Keeps a part that can't be drawn from taking the rest of the page with it. */
export class Boundary extends Component<BoundaryProps, { failedOn: { of: unknown } | null }> {
  override state = { failedOn: null };

  override componentDidCatch(): void {
    this.setState({ failedOn: { of: this.props.of } });
  }

  override render({ of, instead, children }: BoundaryProps) {
    const { failedOn } = this.state as { failedOn: { of: unknown } | null };
    return failedOn && failedOn.of === of
      ? instead(() => this.setState({ failedOn: null }))
      : children;
  }
}
