package org.posthorn.mailauth.spf;

import java.util.List;
import java.util.Optional;

/**
 * A policy. RFC 7208 §4.5 and §4.6.
 *
 * @param redirect whose policy decides where no mechanism matches. §6.1
 * @param explanation where the text for refused mail is. §6.2
 */
record SpfRecord(
    List<Directive> directives, Optional<MacroText> redirect, Optional<MacroText> explanation) {
  SpfRecord {
    directives = List.copyOf(directives);
  }

  /**
   * A mechanism and what a match means.
   *
   * @param text as the policy has it
   */
  record Directive(SpfResult result, Mechanism mechanism, String text) {}

  /** What a client may match. RFC 7208 §5. */
  sealed interface Mechanism {
    /** Every client. */
    record All() implements Mechanism {}

    /** One that another policy lets pass. */
    record Include(MacroText domain) implements Mechanism {}

    /** One in a network. */
    record Ip(Network network) implements Mechanism {}

    /** One whose address a name has; without a domain the policy's own. */
    record Host(Optional<MacroText> domain, int length4, int length6) implements Mechanism {}

    /** One whose address an MX of a domain has. */
    record Mx(Optional<MacroText> domain, int length4, int length6) implements Mechanism {}

    /** One whose address has a name below a domain. */
    record Ptr(Optional<MacroText> domain) implements Mechanism {}

    /** Every client, if a name exists. */
    record Exists(MacroText domain) implements Mechanism {}
  }
}
