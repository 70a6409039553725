/** Files that come with the requests of applications. */
@NullMarked
package org.posthorn.webapi.files;

import org.jspecify.annotations.NullMarked;
