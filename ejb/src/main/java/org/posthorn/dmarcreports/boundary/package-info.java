/** Tells other domains what came of DMARC for mail in their name. RFC 9990, RFC 7489 §7.2. */
@NullMarked
package org.posthorn.dmarcreports.boundary;

import org.jspecify.annotations.NullMarked;
