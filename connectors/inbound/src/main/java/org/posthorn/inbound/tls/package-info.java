/** The server's key and certificate, and TLS connections made with them. */
@NullMarked
package org.posthorn.inbound.tls;

import org.jspecify.annotations.NullMarked;
