package org.posthorn.mime;

/**
 * A part without parts below it.
 *
 * @param path its number as IMAP counts, such as {@code 1} or {@code 2.1}. RFC 9051 §6.4.5.1
 * @param mediaType type and subtype in lower case, {@code text/plain}
 * @param charset as named, in lower case; empty when none is
 * @param encoding content transfer encoding in lower case
 * @param offset where its body starts in the message
 * @param length octets of its body, as encoded
 */
public record LeafPart(
    String path, String mediaType, String charset, String encoding, long offset, long length) {}
