@NullMarked
package org.posthorn.apikeys.control;

import org.jspecify.annotations.NullMarked;
