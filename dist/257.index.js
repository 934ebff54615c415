export const id = 257;
export const ids = [257];
export const modules = {

/***/ 24257:
/*! packages/no-unzip-stream/index.js */
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (__WEBPACK_DEFAULT_EXPORT__)
/* harmony export */ });
/* harmony default export */ const __WEBPACK_DEFAULT_EXPORT__ = ({
  Extract() {
    throw new Error('Artifacts are unpacked by packages/core/src/artifacts: download with skipDecompress.');
  },
});


/***/ })

};
