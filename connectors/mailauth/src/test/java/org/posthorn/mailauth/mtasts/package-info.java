/** Tests. */
@NullMarked
package org.posthorn.mailauth.mtasts;

import org.jspecify.annotations.NullMarked;
