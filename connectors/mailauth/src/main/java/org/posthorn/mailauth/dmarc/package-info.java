/** What domains want done with mail that only claims to be theirs. RFC 7489. */
@NullMarked
package org.posthorn.mailauth.dmarc;

import org.jspecify.annotations.NullMarked;
