/** SMTP on the wire: octets to commands and message text, replies to octets. */
@NullMarked
package org.posthorn.smtp.codec;

import org.jspecify.annotations.NullMarked;
