/** Keys for applications: who may have which, and who comes with one. */
@NullMarked
package org.posthorn.apikeys.boundary;

import org.jspecify.annotations.NullMarked;
