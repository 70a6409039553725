/** What servers tell about themselves. */
@NullMarked
package org.posthorn.nodes.value;

import org.jspecify.annotations.NullMarked;
