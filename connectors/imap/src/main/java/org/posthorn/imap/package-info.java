/** The IMAP server: octets in, octets out, on top of the port to the mail store. */
@NullMarked
package org.posthorn.imap;

import org.jspecify.annotations.NullMarked;
