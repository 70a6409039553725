/** News for pages that are open. */
@NullMarked
package org.posthorn.webmail.live;

import org.jspecify.annotations.NullMarked;
