package org.posthorn.imap.fetch;

import org.posthorn.imap.codec.Responses;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MessageFacts;

/**
 * Writes what facts say of header and parts. Their stored form has strings and lists as they are
 * sent, so that this only copies. RFC 9051 §7.5.2.
 */
final class FactsText {
  private FactsText() {}

  /** Writes ENVELOPE; literals may occur. */
  static void envelope(MessageFacts facts, Responses out) {
    out.text('(');
    facts.storedFields(
        (field, octets, from, length) ->
            out.member(octets, from, length, field == HeaderField.MESSAGE_ID ? ')' : ' '));
  }

  /** Writes BODYSTRUCTURE. */
  static void bodyStructure(MessageFacts facts, Responses out) {
    facts.storedParts(out::octets);
  }

  /** Writes BODY, the structure without extension data. */
  static void body(MessageFacts facts, Responses out) {
    facts.storedPartsInShort(out::octets);
  }
}
