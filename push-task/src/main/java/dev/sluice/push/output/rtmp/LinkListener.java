package dev.sluice.push.output.rtmp;

import dev.sluice.push.output.OutputFailure;
import dev.sluice.wire.rtmp.PublishRequest;

/** What an {@link RtmpLink} tells. */
interface LinkListener {
  /** The peer takes the stream. */
  void accepted(RtmpLink link);

  /** The connection takes bytes again. */
  void writable(RtmpLink link);

  /** The peer wants to be asked anew, or another one in its place. The link is closed. */
  void redirected(RtmpLink link, PublishRequest next);

  /** It is over: by us, if {@link RtmpLink#close} was called. */
  void ended(RtmpLink link, OutputFailure failure);
}
