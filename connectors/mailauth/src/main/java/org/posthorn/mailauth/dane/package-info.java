/** Certificates that DNS names: DANE for SMTP. RFC 6698, RFC 7671, RFC 7672. */
@NullMarked
package org.posthorn.mailauth.dane;

import org.jspecify.annotations.NullMarked;
