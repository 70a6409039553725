/** What a domain says by HTTPS of the TLS of its mail servers: MTA-STS. RFC 8461. */
@NullMarked
package org.posthorn.mailauth.mtasts;

import org.jspecify.annotations.NullMarked;
