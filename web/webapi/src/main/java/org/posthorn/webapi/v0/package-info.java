/** Methods for applications as the webapi of mox has them. */
@NullMarked
package org.posthorn.webapi.v0;

import org.jspecify.annotations.NullMarked;
