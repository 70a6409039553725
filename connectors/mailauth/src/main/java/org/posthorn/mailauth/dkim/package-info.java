/** Signatures of domains on messages, made and verified. RFC 6376, RFC 8301, RFC 8463, RFC 8616. */
@NullMarked
package org.posthorn.mailauth.dkim;

import org.jspecify.annotations.NullMarked;
