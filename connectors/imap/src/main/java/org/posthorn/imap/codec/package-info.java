/** From octets to commands and from values to octets; no I/O and no state of a session. */
@NullMarked
package org.posthorn.imap.codec;

import org.jspecify.annotations.NullMarked;
