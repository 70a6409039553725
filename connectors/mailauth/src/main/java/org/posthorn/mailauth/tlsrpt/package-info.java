/** How TLS with other mail servers went, and the reports about it. RFC 8460. */
@NullMarked
package org.posthorn.mailauth.tlsrpt;

import org.jspecify.annotations.NullMarked;
